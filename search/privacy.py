from core.privacy import SECRET

FIELDS = {
    "Document.author": SECRET,  # made again of what it describes
}
