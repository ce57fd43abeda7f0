"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

application = get_wsgi_application()

from django.db import connection  # noqa: E402  these need the line above

from cms.accounts.demo_guard import refuse_demo_accounts  # noqa: E402
from cms.ops.loading import freeze, load_ahead  # noqa: E402

refuse_demo_accounts()
load_ahead()
connection.close()  # not to be shared by the processes that gunicorn forks next
freeze()
