"""Documents: form profiles, rendering to PDF and Word, and the office's own numbers."""
