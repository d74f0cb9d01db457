def contesto_articolo(articolo, revisione):
    return {}
