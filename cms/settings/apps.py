"""What the site is made of."""

INSTALLED_APPS = [
    # Ours come first, so that our templates and commands win; a higher app before those it uses.
    "search",
    "forums",
    "feedback",
    "cms.ops",
    "cms.contact",
    "cms.advisory",
    "cms.summit",
    "cms.resources",
    "cms.core",
    "cms.moderation",
    "cms.notices",
    "cms.accounts",
    "cms.taxonomy",
    "cms.mail",
    "cms.intake",
    "cms.caching",
    # Pages
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.accounts.wagtail_users.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "cms.core.wagtail_admin.AdminConfig",
    "wagtail",
    "modelcluster",
    "taggit",
    # Forums
    "mptt",
    "machina",
    "forums.forum",
    "forums.forum_conversation",
    "forums.forum_conversation.forum_attachments",
    "forums.forum_conversation.forum_polls",
    "forums.forum_member",
    "forums.forum_permission",
    "forums.forum_tracking",
    # People and mail
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "post_office",
    # Django
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages hold no secret of ours but the CSRF token, which differs each time, and Django pads what it compresses with
    # a random length: what a page says cannot be guessed from its size.
    "django.middleware.gzip.GZipMiddleware",
<<<<<<< HEAD
    "cms.caching.middleware.PageCacheMiddleware",
=======
    "cms.memory.MemoryMiddleware",
>>>>>>> main
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "cms.intake.addresses.ReadableAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.ops.csp.PolicyMiddleware",
    "cms.ops.headers.PrivacyMiddleware",
    "forums.middleware.ForumPermissionMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.accounts.middleware.AdminMiddleware",
]
