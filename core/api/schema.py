from typing import Any

from drf_spectacular.openapi import AutoSchema

PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable, for machines."},
        "detail": {"type": "string", "description": "For people, in their language."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "field": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
                "required": ["field", "code", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "code", "detail"],
}
# How operations fail: each of them, those that are sent something, those that change something.
ALWAYS = {"400", "401", "403", "404", "406", "429"}
SENT = {"413", "415", "422"}
CHANGING = {"409"}


class Schema(AutoSchema):
    """What each operation has in common is said once, instead of in each view."""

    view: Any

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        failures = ALWAYS | (SENT if "requestBody" in operation else set())
        failures |= set() if self.method == "GET" else CHANGING
        failures |= getattr(self.view, "fails_also", {}).get(self.method, set())
        for status in sorted(failures - set(operation["responses"])):
            operation["responses"][status] = {"$ref": "#/components/responses/Problem"}
        return operation

    def get_override_parameters(self) -> list[Any]:
        asks = self.method == "GET" and self.view.query().fields
        return [self.view.query] if asks else []

    def get_summary(self) -> str:
        """The first sentence of the docstring; the rest is the description."""
        return self._said()[0]

    def get_description(self) -> str:  # type: ignore[override]
        return self._said()[1]

    def _said(self) -> tuple[str, str]:
        words = " ".join(super().get_description().split())
        first, _stop, rest = words.partition(". ")
        return first.removesuffix("."), rest

    def get_tags(self) -> list[str]:
        return [type(self.view).__module__.partition(".")[0]]

    def get_auth(self) -> list[dict[str, list[str]]]:
        somebody = self.view.needs_somebody(self.method)
        return [one for one in super().get_auth() if one or not somebody]

    def _map_serializer(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        schema = super()._map_serializer(*args, **kwargs)
        if example := getattr(args[0], "example", None):
            schema["examples"] = [example]
        return schema


def with_problems(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Postprocessing: the shared failure, and inputs that say they refuse unknown fields."""
    components = result.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = PROBLEM
    components["responses"] = {
        "Problem": {
            "description": "A problem.",
            "content": {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        }
    }
    for name, schema in schemas.items():
        if name.endswith("InputRequest"):
            schema["additionalProperties"] = False
    return result
