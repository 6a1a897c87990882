/** Disks that record what is done to them, and that lie, fail, hang or vanish on order. */
@NullMarked
package org.wangchuan.acceptance.disk;

import org.jspecify.annotations.NullMarked;
