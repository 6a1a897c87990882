/** The way in for whoever erases, or reads again what was erased: one exclusive opening, and the channel that comes of it. */
@NullMarked
package org.wangchuan.engine.medium.open;

import org.jspecify.annotations.NullMarked;
