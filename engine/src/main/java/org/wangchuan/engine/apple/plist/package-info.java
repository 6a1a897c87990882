/**
 * Apple's property lists, the form in which everything is said to an iPhone: strict and bounded readers, and writers, of the XML and the
 * binary form.
 */
@NullMarked
package org.wangchuan.engine.apple.plist;

import org.jspecify.annotations.NullMarked;
