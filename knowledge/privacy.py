from core.privacy import OWN, TRACE, WRITTEN

FIELDS = {
    "Article.author": WRITTEN,
    "Article.owner": TRACE,
    "Contribution.user": TRACE,
    "Doubt.user": OWN,
    "Reading.user": OWN,
    "Resource.added_by": WRITTEN,
    "Resource.deleted_by": TRACE,
    "Revision.author": WRITTEN,
    "Revision.replaced_by": TRACE,
}
