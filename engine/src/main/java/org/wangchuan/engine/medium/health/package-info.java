/** What a drive tells of blocks that it has given up, and of its errors. It raises no verdict. */
@NullMarked
package org.wangchuan.engine.medium.health;

import org.jspecify.annotations.NullMarked;
