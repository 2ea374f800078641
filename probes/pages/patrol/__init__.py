"""What the patrol (巡查) reads of a page: its links, what is hidden, its text; and the text of attachments."""
