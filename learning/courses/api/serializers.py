from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from accounts.validators import validate_timezone
from core.api.paging import PageInput
from core.api.serializers import IdField, Input, OptionalText, Output
from core.markdown import MAX_LENGTH
from core.uploads.kinds import NAMES
from core.validators import validate_markdown
from discussions.api.serializers import TAG
from discussions.tagging import MOST_TAGS
from learning.courses.captions import LARGEST, MOST_LETTERS
from learning.courses.listing import STATES
from learning.courses.models import CourseState, Schedule
from learning.courses.models.gated import LONGEST
from learning.courses.models.lesson import MOST_MINUTES
from learning.courses.models.run import LONGEST_VIDEO
from learning.workshops.hosts import MOST_HOSTS


class CoursesInput(PageInput):
    tag = serializers.CharField(required=False, max_length=50)
    state = serializers.ChoiceField(
        choices=STATES, required=False, help_text="Without it those that can be learned."
    )


class CourseSearchInput(Input):
    q = serializers.CharField(max_length=200)


class CourseOutput(Output):
    id = serializers.IntegerField()
    community = serializers.CharField(source="community.slug")
    space = serializers.CharField(source="space.slug")
    title = serializers.CharField()
    gist = serializers.CharField(help_text="How it begins, as plain text.")
    tags = serializers.ListField(child=serializers.CharField(), source="tag_names")
    teachers = PersonOutput(many=True)
    state = serializers.ChoiceField(choices=CourseState.choices)
    edition = serializers.IntegerField(help_text="Counts how often it was published.")
    lesson_count = serializers.IntegerField()
    minutes = serializers.IntegerField(help_text="About how long it takes; 0: not said.")
    version = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")


class GateInput(Input):
    in_turn = serializers.BooleanField(
        default=False, help_text="It opens once what comes before it is done."
    )
    opens_after = serializers.IntegerField(
        min_value=1,
        max_value=LONGEST,
        required=False,
        allow_null=True,
        default=None,
        help_text="Days after one has begun, of a course for one's own pace.",
    )
    opens_on = serializers.DateField(
        required=False,
        allow_null=True,
        default=None,
        help_text="A day of the course's zone, of one for a cohort.",
    )


class TermsInput(Input):
    is_open = serializers.BooleanField(
        help_text="Whoever reads the course may read its lessons without beginning it."
    )
    schedule = serializers.ChoiceField(choices=Schedule.choices)
    zone = serializers.CharField(
        max_length=64, validators=[validate_timezone], help_text="An IANA name."
    )
    requires = serializers.ListField(
        child=IdField(), max_length=20, default=list, help_text="Courses to finish first."
    )
    version = IdField(help_text="The one you read; another is answered with 409.")


class RunOutput(Output):
    course = serializers.IntegerField(source="course_id")
    edition = serializers.IntegerField(source="edition.number")
    lesson_count = serializers.IntegerField(source="edition.lesson_count")
    done = serializers.ListField(
        child=serializers.IntegerField(), source="done_numbers", help_text="Lessons."
    )
    begun_at = serializers.DateTimeField()
    went_on_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(
        allow_null=True, help_text="When all lessons were done for the first time."
    )


class OutlineLessonOutput(Output):
    id = serializers.IntegerField(source="number")
    title = serializers.CharField()
    minutes = serializers.IntegerField()


class OutlinePartOutput(Output):
    id = serializers.IntegerField(source="number", help_text="The module's.")
    title = serializers.CharField()
    lessons = OutlineLessonOutput(many=True)


class ReadableLessonOutput(OutlineLessonOutput):
    is_open = serializers.BooleanField(source="is_open_to_viewer", help_text="To you, now.")
    reason = serializers.CharField(source="why_not", help_text="Why it is not open; or empty.")
    is_done = serializers.BooleanField(help_text="In your run.")


class ReadablePartOutput(Output):
    id = serializers.IntegerField(source="number", help_text="The module's.")
    title = serializers.CharField()
    lessons = ReadableLessonOutput(many=True)


class WholeCourseOutput(CourseOutput):
    is_open = serializers.BooleanField()
    schedule = serializers.ChoiceField(choices=Schedule.choices)
    zone = serializers.CharField()
    requires = serializers.ListField(
        child=serializers.IntegerField(), source="required_numbers", help_text="Courses."
    )
    markdown = serializers.CharField(source="text")
    html = serializers.CharField(source="html.text")
    outline = ReadablePartOutput(
        many=True, source="parts", help_text="Of the edition that you take; else of the last."
    )
    proposed_by = PersonOutput()
    created_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    renewed_at = serializers.DateTimeField(allow_null=True, help_text="When it was published last.")
    retired_at = serializers.DateTimeField(allow_null=True)


class CourseWordsInput(Input):
    title = serializers.CharField(min_length=4, max_length=150)
    text = serializers.CharField(
        max_length=MAX_LENGTH, validators=[validate_markdown], help_text="Markdown."
    )
    teachers = serializers.ListField(
        child=serializers.CharField(max_length=30),
        max_length=MOST_HOSTS,
        min_length=1,
        help_text="Handles, of members who can read the space.",
    )
    tags = serializers.ListField(
        child=serializers.RegexField(TAG, max_length=50), max_length=MOST_TAGS, default=list
    )


class CourseInput(CourseWordsInput):
    space = serializers.CharField(max_length=50, required=False, help_text="Default: the first.")


class CourseEditInput(CourseWordsInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


class ModuleInput(GateInput):
    title = serializers.CharField(max_length=120)


class ModuleEditInput(ModuleInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


class ModuleOutput(Output):
    id = serializers.IntegerField()
    title = serializers.CharField()
    in_turn = serializers.BooleanField()
    opens_after = serializers.IntegerField(allow_null=True)
    opens_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


class CourseStepInput(Input):
    up = serializers.BooleanField(default=False, help_text="Without it one place down.")


class CourseLessonInput(GateInput):
    title = serializers.CharField(max_length=120)
    text = serializers.CharField(
        max_length=MAX_LENGTH, validators=[validate_markdown], help_text="Markdown."
    )
    video = serializers.URLField(max_length=500, required=False, default="", allow_blank=True)
    transcript = OptionalText(max_length=MAX_LENGTH, validators=[validate_markdown])
    minutes = serializers.IntegerField(
        min_value=0, max_value=MOST_MINUTES, default=0, help_text="About how long it takes."
    )


class CourseLessonEditInput(CourseLessonInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


class ModulePlaceInput(Input):
    before = IdField(
        required=False,
        allow_null=True,
        default=None,
        help_text="The one that is to follow it; without one it is the last.",
    )


class LessonPlaceInput(ModulePlaceInput):
    module = IdField(help_text="Of the same course.")


class LessonVideoInput(Input):
    file = serializers.FileField(
        allow_empty_file=True, max_length=1000, help_text="As multipart/form-data."
    )


class AsWrittenInput(Input):
    as_written = serializers.BooleanField(
        default=False, help_text="As it is written now, for those who teach the course."
    )


class CaptionsInput(Input):
    text = serializers.CharField(
        max_length=LARGEST, trim_whitespace=False, help_text="WebVTT or SubRip."
    )
    label = OptionalText(  # type: ignore[assignment]
        max_length=MOST_LETTERS, help_text="What they are called; else the language's own name."
    )
    is_default = serializers.BooleanField(
        default=False, help_text="Shown unless somebody chooses others."
    )


class TrackOutput(Output):
    language = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class LessonStopInput(Input):
    second = serializers.IntegerField(
        min_value=0, max_value=LONGEST_VIDEO, help_text="0: its end was seen."
    )


class OwnVideoOutput(Output):
    id = serializers.CharField(source="key", help_text="Of the file that the lesson shows.")
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=NAMES, help_text="By what is in it.")
    size = serializers.IntegerField(help_text="In bytes.")


class CourseLessonOutput(Output):
    id = serializers.IntegerField(source="number")
    course = serializers.IntegerField(source="course_number")
    title = serializers.CharField()
    markdown = serializers.DictField(
        child=serializers.CharField(allow_blank=True), source="parts", help_text="By part."
    )
    html = serializers.DictField(child=serializers.CharField(), help_text="By part.")
    video = serializers.CharField(help_text="The address of one that is kept elsewhere.")
    own_video = OwnVideoOutput(allow_null=True)
    captions = TrackOutput(
        many=True, source="tracks", help_text="Of its own video; the first are the usual ones."
    )
    spoken = serializers.CharField(
        help_text="What the captions say, where it is not written up in its part."
    )
    minutes = serializers.IntegerField()


class ReadLessonOutput(CourseLessonOutput):
    stopped_at = serializers.IntegerField(
        help_text="The second at which your run goes on with its own video."
    )
    is_done = serializers.BooleanField(help_text="In your run; without one it is never.")


class LessonSourceOutput(CourseLessonOutput):
    in_turn = serializers.BooleanField()
    opens_after = serializers.IntegerField(allow_null=True)
    opens_on = serializers.DateField(allow_null=True)
    module = serializers.IntegerField(source="module_id")
    version = serializers.IntegerField()
