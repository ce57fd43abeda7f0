"""The style guide: every component with sample content, for people who change the code (DEBUG only)."""

from datetime import datetime

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

LONG = "Interconexión institucional y corresponsabilidad intergubernamental para el desarrollo socioemocional"

HERO = {
    "eyebrow": "Tools, stories, conversations",
    "title": "What California's community schools know, shared",
    "lead": "Find what works, ask for what is missing, and see what came of it. In English and in Spanish.",
}
CARDS = [
    {
        "kind": "Toolkit",
        "icon": "layers",
        "tone": "ocean",
        "title": "Sustainability Toolkit: keeping the coordinator when the grant ends",
        "summary": "Four worksheets and a script for the conversation with the board, tried at six sites.",
        "stars": 4.3,
        "ratings": 12,
    },
    {"kind": "Case study", "icon": "school", "tone": "poppy", "title": LONG, "summary": "Short."},
    {"kind": "Video", "icon": "video", "tone": "plum", "title": "Student advisory in action", "stars": 5, "ratings": 1},
    {"kind": "Data visualization", "icon": "chart-column", "tone": "sage", "title": "Attendance across four cohorts"},
]


class SampleForm(forms.Form):
    title = forms.CharField(label="What do you need?", help_text="A few words, as you would say them to a colleague.")
    email = forms.EmailField(label="E-mail address", required=False)
    role = forms.ChoiceField(label="You are", choices=[("", "Choose"), ("e", "An educator"), ("f", "Family")])
    topics = forms.MultipleChoiceField(
        label="Topics",
        choices=[("a", "Student voice"), ("b", "Mental health"), ("c", LONG)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    language = forms.ChoiceField(
        label="Language", choices=[("en", "English"), ("es", "Español")], widget=forms.RadioSelect
    )
    story = forms.CharField(label="Tell us more", widget=forms.Textarea, required=False)
    agree = forms.BooleanField(label="Tell me when there is an answer", help_text="One e-mail, no newsletter.")


def styleguide(request):
    statuses = ["received", "under_review", "needs_input", "planned", "in_progress", "published", "declined", "merged"]
    day = timezone.make_aware(datetime(2026, 9, 10))
    context = {
        "hero": HERO,
        "cards": CARDS,
        "form": SampleForm(),
        "failed": SampleForm({"email": "maria@", "story": "Kept as it was typed."}, auto_id="bad_%s"),
        "page_obj": Paginator(range(200), 10).page(7),
        "statuses": statuses,
        "tones": ["ocean", "poppy", "gold", "sage", "plum", "danger", "plain"],
        "events": [{"status": each, "title": each.replace("_", " "), "time": day} for each in statuses[:6]],
        "long": LONG,
        "averages": [0.5, 2.5, 4, 5],
        "names": ["Rosa Martínez", "Lee", "Xóchitl Ávila de la Torre", "Ben Okafor"],
        "menu_items": [
            {"title": each, "url": "#", "current": each == "Resources"}
            for each in ["Resources", "Forums", "Summit", "Advisory boards", "About"]
        ],
        "badges": ["Student voice", "Families"],
        "meta": ["Guide", "2026", "English and Spanish"],
    }
    return render(request, "styleguide.html", context)
