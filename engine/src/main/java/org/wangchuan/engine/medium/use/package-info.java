/** What speaks against erasing a medium: mounts, users, processes that have it open, files that do not keep their blocks. */
@NullMarked
package org.wangchuan.engine.medium.use;

import org.jspecify.annotations.NullMarked;
