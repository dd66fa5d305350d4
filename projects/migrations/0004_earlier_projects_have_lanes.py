from django.db import migrations

USUAL = (("To do", False), ("Doing", False), ("In review", False), ("Done", True))


def lay_out(apps, schema_editor):
    Project = apps.get_model("projects", "Project")
    Lane = apps.get_model("projects", "Lane")
    Lane.objects.bulk_create(
        Lane(project=project, name=name, is_done=is_done, position=position)
        for project in Project.objects.filter(lanes=None)
        for position, (name, is_done) in enumerate(USUAL)
    )


class Migration(migrations.Migration):
    """Projects that were begun before there were boards get one."""

    dependencies = [("projects", "0003_tasks")]

    operations = [migrations.RunPython(lay_out, migrations.RunPython.noop)]
