"""What the site keeps of a person is classed, column by column, before it can be merged."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models import EmailField, Field, GenericIPAddressField, Model

from accounts.models import User
from core.privacy import Treatment

NAMES = {"email", "address", "ip", "phone", "user_agent"}


def our_apps() -> Iterator[AppConfig]:
    for app in apps.get_app_configs():
        if Path(app.path).is_relative_to(settings.BASE_DIR) and ".venv" not in app.path:
            yield app


def is_personal(model: type[Model], field: Field) -> bool:
    tied = model is User or field.related_model is User
    said = isinstance(field, EmailField | GenericIPAddressField) or field.name in NAMES
    return tied or (said and not field.is_relation)


def personal_columns(app: AppConfig) -> set[str]:
    return {
        f"{model.__name__}.{field.name}"
        for model in app.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, Field) and is_personal(model, field)
    }


def test_every_column_tied_to_a_person_is_classed():
    for app in our_apps():
        declared = f"{app.name}.privacy"
        classed = import_module(declared).FIELDS if find_spec(declared) else {}

        assert set(classed) == personal_columns(app), app.name
        assert all(isinstance(treatment, Treatment) for treatment in classed.values())


def test_the_walk_finds_what_there_is_to_class():
    assert "Post.author" in personal_columns(apps.get_app_config("discussions"))
    assert "Invitation.email" in personal_columns(apps.get_app_config("communities"))
