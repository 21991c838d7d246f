"""Pages that belong to no room: home, frame, records, design system."""
