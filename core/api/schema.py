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
WRITING = {"400", "401", "403", "404", "409", "415", "422", "429"}
READING = {"400", "401", "403", "404", "422", "429"}


class Schema(AutoSchema):
    """Each operation also says how it fails, once for all instead of in each view."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        failures = READING if self.method == "GET" else WRITING
        failures = failures | getattr(self.view, "fails_also", {}).get(self.method, set())
        for status in sorted(failures - set(operation["responses"])):
            operation["responses"][status] = {"$ref": "#/components/responses/Problem"}
        return operation


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
        if name.endswith(("Input", "InputRequest")) and schema.get("type") == "object":
            schema["additionalProperties"] = False
    return result
