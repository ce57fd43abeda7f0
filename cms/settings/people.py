"""How people get an account, sign in and stay safe."""

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "cms.accounts.backend.PermissionsBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "cms.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "cms.accounts.forms.AddEmailForm",
    "change_password": "cms.accounts.forms.ChangePasswordForm",
    "login": "cms.accounts.forms.LoginForm",
    "reauthenticate": "cms.accounts.forms.ReauthenticateForm",
    "reset_password": "cms.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "cms.accounts.forms.ResetPasswordKeyForm",
    "set_password": "cms.accounts.forms.SetPasswordForm",
    "signup": "cms.accounts.forms.SignupForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up; elsewhere one signs in
ACCOUNT_CHANGE_EMAIL = True  # one address each: a new one counts once it is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True  # "your password was changed"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
# How often our own forms may be sent, beside allauth's defaults. A school shares one address, hence the room.
ACCOUNT_RATE_LIMITS = {
    "suggest": "20/h/ip",
    "suggest_at_meeting": "200/h/ip",  # a room full of phones has one address
    "suggest_email": "5/d/key",
    "offer": "10/h/ip",
    "suggest_alike": "600/m/ip",
    "search_suggestions": "1200/m/ip",  # a class at one address
    "search_opened": "300/m/ip",
    "rate": "60/h/user",
    "helpful": "200/h/ip",
    "voice": "200/h/ip",
    "outcome": "200/h/ip",
    "ask_translation": "60/h/ip",
    "report_link": "30/h/ip",
    "erase_account": "5/m/user",
    "download_data": "5/h/user",
    "contact_message": "10/h/ip",
    "forum_topic": "10/h/user",
    "forum_post": "60/h/user",
    "draft": "60/h/ip",
    "comment": "30/h/user",
    "comment_like": "200/h/user",
    "comment_report": "20/h/user",
    "view_password": "100/h/ip",
}
MFA_ADAPTER = "cms.accounts.adapter.SecondStepAdapter"
MFA_TOTP_ISSUER = "Digital Commons"
