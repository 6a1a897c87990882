/** Seals pages, and checks seals. */
@NullMarked
package org.wangchuan.seal;

import org.jspecify.annotations.NullMarked;
