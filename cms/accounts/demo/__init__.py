"""Sample people, for a demo on a machine of one's own. Everyone may know their password."""

DOMAIN = "@demo.example"
PASSWORD = "community-schools-2026"  # noqa: S105
ADMIN = {
    "key": "admin",
    "display_name": "Demo administrator",
    "email": f"admin{DOMAIN}",
    "role": "county_staff",
    "language": "en",
    "groups": [],
}
# The accounts to try, by their key in people.toml.
SHOWN = ("editor", "working-group", "moderator", "reader", "admin")
