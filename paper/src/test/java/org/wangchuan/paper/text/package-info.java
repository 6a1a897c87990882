/** Tests of the text package from inside. */
@NullMarked
package org.wangchuan.paper.text;

import org.jspecify.annotations.NullMarked;
