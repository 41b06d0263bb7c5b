// Command images builds the container images of the examples and tests from the distribution's packages and from Go
// programs, without a container engine and without privileges.
//
// It is run by the script `build`, which keeps what it made.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

func main() {
	recipes := flag.String("recipes", ".", "folder of the recipes")
	output := flag.String("output", "", "folder to make: registry/ and the image archives")
	flag.Parse()
	if err := run(*recipes, *output); err != nil {
		fmt.Fprintln(os.Stderr, "images:", err)
		os.Exit(1)
	}
}

func run(root, output string) error {
	recipes, err := readRecipes(root)
	if err != nil {
		return err
	}
	downloads, err := os.MkdirTemp("", "kube-ecs-images-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(downloads)
	say("reading the distribution's package lists …")
	debian, err := newDistribution(downloads)
	if err != nil {
		return err
	}
	built := map[string]*builtImage{}
	for _, r := range recipes {
		started := time.Now()
		made, err := build(r, built[r.From], debian)
		if err != nil {
			return fmt.Errorf("%s: %w", r.name(), err)
		}
		built[r.name()] = &made
		if err := store(r, made.image, output); err != nil {
			return fmt.Errorf("%s: %w", r.name(), err)
		}
		size, err := compressedSize(made.image)
		if err != nil {
			return err
		}
		say("%-10s %3d packages  %5.1f MB  %.1f s", r.name(), len(made.packages), float64(size)/1e6, time.Since(started).Seconds())
	}
	return nil
}

func store(r recipe, image v1.Image, output string) error {
	references, err := r.references()
	if err != nil {
		return err
	}
	storage := registry{filepath.Join(output, "registry")}
	for _, reference := range references {
		if err := storage.put(reference, image); err != nil {
			return err
		}
	}
	if r.Archive == "" {
		return nil
	}
	return tarball.WriteToFile(filepath.Join(output, r.Archive), references[0], image)
}

// compressedSize is what a node pulls, in bytes.
func compressedSize(image v1.Image) (int64, error) {
	layers, err := image.Layers()
	if err != nil {
		return 0, err
	}
	var sum int64
	for _, layer := range layers {
		size, err := layer.Size()
		if err != nil {
			return 0, err
		}
		sum += size
	}
	return sum, nil
}

func say(format string, values ...any) { fmt.Fprintf(os.Stderr, "images: "+format+"\n", values...) }
