/** What a medium stands on: loop devices over files, and where on a device the blocks of a file lie. */
@NullMarked
package org.wangchuan.engine.medium.backing;

import org.jspecify.annotations.NullMarked;
