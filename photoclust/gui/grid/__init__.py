"""The heart of the window: a virtual grid of photos under section headers.

How a photo gets on the screen. `PhotoModel.set_sections` (or `set_photos`) is given ids and says that it
was reset; `SceneView` has its `GridScene` laid out anew by `SectionedGridLayout`, which is arithmetic on
one number a section, and lets `ScrollAnchor` put the photo at the top back where it was and `GridSelection`
select the same photos in their new rows. Qt asks for a paint event; `PhotoGrid` hands a `Frame` to
`GridPainter`, and for each visible photo `VisibleThumbnails` asks the `ThumbnailLoader`, which answers from
its `PixmapCache` or puts a wish on the `RequestQueue`. A worker thread takes the newest wish, makes a
QImage (`thumbnail_image`), and the GUI thread makes a QPixmap of it, emits `ThumbnailLoader.loaded`, and
that one cell is painted again.

How a gesture becomes a fact. `GridMouse` and `GridKeyboard` ask the scene what is where and tell
`GridSelection`; Qt's selection model tells everybody; the window hears `PhotoGrid.selectionChangedIds` and
`currentPhotoChanged` once an event loop turn, and `photoActivated`, `sectionActionRequested`,
`photoMenuRequested` and `sectionMenuRequested` at once. A drag carries `PhotoMimeData`: ids for the albums
of this window, URLs for everybody else, written only when somebody asks.
"""
