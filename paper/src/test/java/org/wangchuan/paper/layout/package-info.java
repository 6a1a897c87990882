/** Tests of the layout package from inside. */
@NullMarked
package org.wangchuan.paper.layout;

import org.jspecify.annotations.NullMarked;
