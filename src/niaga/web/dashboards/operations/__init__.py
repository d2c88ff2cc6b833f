"""Operations: how buyers are served."""
