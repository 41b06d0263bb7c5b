package main

import "testing"

func TestMergedPath(t *testing.T) {
	for given, want := range map[string]string{
		"./bin/sh": "usr/bin/sh", "/lib/x86_64-linux-gnu/libc.so.6": "usr/lib/x86_64-linux-gnu/libc.so.6",
		"./lib": "", "./": "", ".": "", "./usr/bin/env": "usr/bin/env", "etc/passwd": "etc/passwd", "./library": "library",
	} {
		expect(t, mergedPath(given), want)
	}
}

func TestTheSameContentGivesTheSameDigest(t *testing.T) {
	digest := func(names ...string) string {
		content := newLayer()
		for _, name := range names {
			content.putFile(name, 0o644, []byte(name))
		}
		built, err := content.build()
		if err != nil {
			t.Fatal(err)
		}
		hash, err := built.Digest()
		if err != nil {
			t.Fatal(err)
		}
		return hash.String()
	}
	expect(t, digest("/a", "/b"), digest("/b", "/a"))
	if digest("/a") == digest("/b") {
		t.Error("different files gave the same digest")
	}
}

func TestDocumentationIsLeftOutButLicencesStay(t *testing.T) {
	for location, want := range map[string]bool{
		"/usr/share/doc/nginx/README": true, "/usr/share/doc/nginx/copyright": false, "/usr/share/man/man1/sh.1": true,
		"/usr/share/locale": true, "/usr/share/nginx/html/index.html": false, "/usr/share/manual": false,
	} {
		if documentation(location) != want {
			t.Errorf("%s: %t", location, !want)
		}
	}
}

func TestRecipesAreOrderedByWhatTheyBuildOn(t *testing.T) {
	ordered, err := inBuildOrder([]recipe{{folder: "a", From: "c"}, {folder: "b"}, {folder: "c", From: "b"}})
	if err != nil {
		t.Fatal(err)
	}
	var names string
	for _, r := range ordered {
		names += r.name()
	}
	expect(t, names, "bca")
	if _, err := inBuildOrder([]recipe{{folder: "a", From: "a"}}); err == nil {
		t.Error("a recipe that builds on itself was accepted")
	}
}
