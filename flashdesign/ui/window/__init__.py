"""The main window: navigation, sheets, toasts and jobs."""
