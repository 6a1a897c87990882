/** The one seam to the operating system: raw calls in, byte counts or negated errno out. Nothing is decided here. */
@NullMarked
package org.wangchuan.engine.kernel;

import org.jspecify.annotations.NullMarked;
