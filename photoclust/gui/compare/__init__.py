"""Two to six photos next to each other, and what tells them apart.

How a picture gets on the screen. `CompareView.show_photos` hands its photos to `Arrivals`, which has the
`Comparison` ask the library for facts and thumbnails; with them each `PhotoPane` knows the shape of its
picture. `Looking` moves the `Gaze` of each pane, one for all while they are locked, and once it rests says
what is missing as `Wish`es (`sharp`): first every picture whole, then what is seen of those that are
zoomed. The `PictureSupply` fulfils them a few at a time; `Arrivals` puts each `Sight` into the pane it was
wished for, or says there why it can't be. When nothing is missed any more, sharpness is measured.

How a key becomes a fact. `keys` says what it means, `CompareView` does it: it selects, changes the `Mode`,
and has `Marks` mark. The window hears `kept`, `dropped`, `finished`, `nextRequested` and
`previousRequested`; nothing else leaves the package.
"""
