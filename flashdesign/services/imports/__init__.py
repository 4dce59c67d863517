"""Read, plan and apply imports."""
