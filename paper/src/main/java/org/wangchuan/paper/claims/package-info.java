/** The claims of a clearing statement, read strictly. */
@NullMarked
package org.wangchuan.paper.claims;

import org.jspecify.annotations.NullMarked;
