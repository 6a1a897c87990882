/** TrueType: reading a font, and cutting out the glyphs that a document uses. */
@NullMarked
package org.wangchuan.paper.font;

import org.jspecify.annotations.NullMarked;
