from core.api.serializers import Input, OptionalText


class DeclineInput(Input):
    note = OptionalText(max_length=500, help_text="Who asked to come reads it.")
