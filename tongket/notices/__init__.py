"""What somebody is told: inbox, letters by e-mail, reminders of what falls due. Knows accounts, not people."""
