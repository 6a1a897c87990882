/** The ways in for whoever looks: what is there, what it is, what stands in its way. Writes to no medium. */
@NullMarked
package org.wangchuan.engine.medium.examine;

import org.jspecify.annotations.NullMarked;
