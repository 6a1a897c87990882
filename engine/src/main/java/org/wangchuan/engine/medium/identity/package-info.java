/** How a device or an image is recognised, and whether what is open still is what was examined. */
@NullMarked
package org.wangchuan.engine.medium.identity;

import org.jspecify.annotations.NullMarked;
