"""Council documents to acts."""
