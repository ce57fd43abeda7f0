"""What editors may do inside rich text."""

FEATURES = ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]
SHORT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
