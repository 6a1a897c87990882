/** Computers that are started from a stick: the conversation at the screen, orders for nobody to be asked, codes on the frame buffer. */
@NullMarked
package org.wangchuan.cli.live;

import org.jspecify.annotations.NullMarked;
