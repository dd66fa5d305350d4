from core.events import subscribe
from core.uploads.events import UploadRemoved
from notifications.models import Notice
from projects.files.events import FileChanged
from projects.files.search import Files
from projects.models import FileVersion, ProjectFile
from search.indexing import refresh


@subscribe(FileChanged)
def take_back_notices(event: FileChanged) -> None:
    if not ProjectFile.objects.present().filter(pk=event.file_id).exists():
        numbers = FileVersion.objects.filter(file=event.file_id).values_list("number", flat=True)
        Notice.objects.retract(*(f"project_file:{event.file_id}:{number}" for number in numbers))


@subscribe(UploadRemoved)
def find_it_no_more(event: UploadRemoved) -> None:
    """Whoever sent it has deleted it from the site: it is found by its name alone."""
    refresh(Files.kind, [int(pk) for kind, pk in event.uses if kind == ProjectFile.kind_of_text])
