"""Product pictures drawn by code: the same picture for the same wish, no third-party image.

`draw(PictureSpec)` gives one SVG document of 1200 by 1200 units.
"""

from niaga.simulate.pictures.compose import VIEWS, PictureSpec, draw
from niaga.simulate.pictures.palette import COLOURWAYS, Colourway
from niaga.simulate.pictures.silhouettes import SILHOUETTES

__all__ = ["COLOURWAYS", "SILHOUETTES", "VIEWS", "Colourway", "PictureSpec", "draw"]
