"""The map: every photo a point, look-alikes close together; dots from afar, thumbnails from near.

How a point gets on the screen. `Mapper` asks the library for a `PhotoMap`, and works out the `Islands` (which
point is in which group, in which colour); the panel hands both to `MapCanvas`. The canvas has a `Camera`,
which says where on the screen a point is. Whenever that changes it asks the `DotRenderer` for a `Drawing`: a
thread of its own stamps the dots into an image and, where few enough photos are in sight, chooses the ones
whose thumbnails are shown (`choose_thumbnails`). Painting lays that image where the camera wants it by now,
which is quick however many photos there are; thumbnails come from the window's `ThumbnailLoader`.

How a gesture becomes a fact. `MapMouse` and `MapKeyboard` ask the canvas what is where (`SpatialGrid`) and
move its camera or change its selection; the window hears `selectionChangedIds`, `currentPhotoChanged` and
`photoActivated`, as it does from the grid, and a drag carries the same `PhotoMimeData`.
"""
