/** What reached a disk, compared with the passes that should have. */
@NullMarked
package org.wangchuan.acceptance.passes;

import org.jspecify.annotations.NullMarked;
