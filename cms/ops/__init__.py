"""Running the site: health, content policy, static files, preparing an installation and its demo."""
