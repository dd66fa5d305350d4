"""Pictures that carry a badge, so that whoever shows the picture can prove the badge."""
