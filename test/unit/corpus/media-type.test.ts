import { expect, test } from 'vitest'
import { looksCutOff, mediaTypeOf } from '../../../corpus/crawl/media-type.ts'
import { zipOf } from '../../support/zip-writer.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test.each([
  ['%PDF-1.4\n%%EOF', 'text/html', 'application/pdf'],
  ['%PDF-1.4\n%%EOF', undefined, 'application/pdf'],
  ['<!DOCTYPE html><title>x', 'application/pdf', 'text/html'],
  ['\ufeff\n<!-- by a CMS -->\n<HTML>', undefined, 'text/html'],
  ['<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', 'text/html', 'text/html'],
  ['<head><meta charset=x>', 'application/octet-stream', 'text/html'],
  ['<title>x', '', 'text/html'],
  ['<abbreviation>', undefined, 'application/octet-stream'],
  ['特定個人情報保護評価書', 'Text/Plain; charset=utf-8', 'text/plain'],
  ['特定個人情報保護評価書', undefined, 'application/octet-stream'],
])('%j said to be %s is %s', async (text, stated, type) => {
  expect(await mediaTypeOf(bytes(text), stated)).toBe(type)
})

test('a document that ends before its format does is seen', () => {
  const archive = zipOf([{ name: 'a.pdf', body: 'x'.repeat(5000) }])
  expect(looksCutOff(archive, 'application/zip')).toBe(false)
  expect(looksCutOff(archive.subarray(0, -30), 'application/zip')).toBe(true)
  expect(looksCutOff(bytes('%PDF-1.4\n%%EOF\n'), 'application/pdf')).toBe(false)
  expect(looksCutOff(bytes('%PDF-1.4\n1 0 obj'), 'application/pdf')).toBe(true)
  expect(looksCutOff(bytes('anything'), 'text/plain')).toBe(false)
})
