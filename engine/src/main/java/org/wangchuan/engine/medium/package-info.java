/** Media as they are found, read and opened: identity, what stands in the way, the open channel. */
@NullMarked
package org.wangchuan.engine.medium;

import org.jspecify.annotations.NullMarked;
