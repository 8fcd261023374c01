"""The window: kit, shell and screens. Calls use cases through `Tasks`, never the store or the documents."""
